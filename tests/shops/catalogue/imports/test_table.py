import pytest

from shops.catalogue.imports import UnknownFormat, UnreadableFile, read_products, table

TEXT = "Nom;Prix TTC\nCrème brûlée;4,50\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_accents_survive_every_encoding(read, encoding):
    assert read(TEXT.encode(encoding)).products["creme brulee"].title == "Crème brûlée"


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_found(read, separator):
    text = TEXT.replace("4,50", "4.50").replace(";", separator)
    assert list(read(text).products) == ["creme brulee"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_count_alike_with_every_line_end(read, line_end):
    text = "Nom;Prix\nSel;2\nPoivre;x\n".replace("\n", line_end)
    assert list(read(text.encode()).refused) == [3]


def test_the_line_named_is_where_the_record_starts(read):
    text = 'Nom;Prix;Description\nSel;2;"gris\n\nde mer"\n\nPoivre;x;"noir\n"\nAil;x;\n'
    assert list(read(text).refused) == [6, 8]


def test_other_signs_that_break_lines_elsewhere_do_not_count(read):
    text = "Nom;Prix;Description\nSel;2;gris\u2028de mer\x0bfin\nAil;x;\n"
    assert list(read(text).refused) == [3]


def test_excels_separator_line_is_skipped_but_counted(read):
    assert list(read("sep=;\nNom;Prix\nSel;2\nAil;x\n").refused) == [4]


def test_the_path_of_a_file_does_as_well(tmp_path):
    file = tmp_path / "produits.csv"
    file.write_text(TEXT, encoding="cp1252")
    assert [row.title for row in read_products(file)] == ["Crème brûlée"]


def test_a_file_cut_in_a_cell_names_the_line(read):
    result = read("Nom;Prix;Description\nSel;2;\nPoivre;3")
    assert result.refused == {3: "The line stops after 2 cells of 3: it looks cut short."}
    assert list(result.products) == ["sel"]


def test_a_file_cut_in_a_quoted_description_names_one_line(read):
    result = read('Nom;Prix;Description\nSel;2;\nPoivre;3;"<ul>\n<li>noir\n\n<li>blanc')
    assert list(result.refused) == [3]
    assert "never closed" in result.refused[3]
    assert list(result.products) == ["sel"]


def test_a_file_cut_inside_a_letter_is_still_utf_8(read):
    result = read("Nom;Prix;Rayon\nCrème;2;Thé\nThé;3;Thé".encode()[:-1])
    assert result.products["creme"].title == "Crème"
    assert result.products["the"].category_path == ("Th",)


def test_a_last_letter_in_windows_1252_is_no_cut(read):
    product = read(b"Nom;Prix;Rayon\nSel;2;Caf\xe9").products["sel"]
    assert product.category_path == ("Café",)


def test_a_quotation_mark_left_open_stops_no_other_line(read):
    result = read('Nom;Prix;Rayon\n"Sel;2;\nPoivre;3;\n"Ail";4;"Frais"\nThym;5;\n')
    assert list(result.refused) == [2]
    assert list(result.products) == ["poivre", "ail", "thym"]


def test_misplaced_quotation_marks_stop_no_other_line(read):
    result = read('Nom;Prix\n"Sel" gris;2\nPoivre;3\n')
    assert result.refused == {2: "The quotation marks of this line are not those of a CSV file."}
    assert list(result.products) == ["poivre"]


def test_a_huge_cell_is_refused_and_the_next_line_read(read):
    result = read(f'Nom;Prix;Description\nSel;2;"{"x" * (1024 * 1024 + 1)}"\nPoivre;3;\n')
    assert "more than 1 MiB" in result.refused[2]
    assert list(result.products) == ["poivre"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"Nom;Prix\nSel\0;2\n", "null characters"),
        ("Nom;Prix\nSel\0;2\n".encode("utf-16"), "null characters"),
        (b'"Nom;Prix\n', "first line"),
    ],
)
def test_a_file_that_is_no_table_is_refused_whole(data, reason):
    with pytest.raises(UnreadableFile, match=reason):
        read_products(data)


def test_a_file_too_large_is_refused_whole(monkeypatch):
    monkeypatch.setattr(table, "MAX_BYTES", 20)
    with pytest.raises(UnreadableFile, match="larger than 50 MiB"):
        read_products(TEXT.encode())


def test_too_many_lines_are_refused_whole(monkeypatch):
    monkeypatch.setattr(table, "MAX_RECORDS", 1)
    with pytest.raises(UnreadableFile, match=r"more than 50,000 lines"):
        read_products(TEXT.encode() + b"Sel;2\n")


def test_endless_misplaced_quotation_marks_are_refused_whole():
    with pytest.raises(UnreadableFile, match="misplaced quotation marks"):
        read_products(b"Nom;Prix\n" + b'"Sel;2\n' * 201)


@pytest.mark.parametrize("headers", ["Client;Date", "Nom;Prix HT", "Nom", "<html>"])
def test_unknown_columns_are_named(headers):
    with pytest.raises(UnknownFormat, match=headers.split(";")[0].strip("<>").lower()):
        read_products(f"{headers}\na;1\n".encode())


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(UnknownFormat, match="Two columns are named “prix”"):
        read_products(b"Nom;Prix;PRIX\nSel;1;2\n")
