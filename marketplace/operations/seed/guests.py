"""Who orders in the demo: people who do not exist, each ordering in a way of their own.

Addresses are of a reserved domain, telephone numbers of those kept for fiction (ARCEP 2018-0881).
"""

from __future__ import annotations

from pickup.orders.placing.placement import Contact

# They order a day or more ahead.
AHEAD = (
    Contact("Inès Delmas", email="ines@exemple.example"),
    Contact("Lucien Faure", phone="+33639980102"),
    Contact("Solange Bertin", email="solange@exemple.example"),
    Contact("Paul Garnier", email="paul@exemple.example"),
    Contact("Awa Diallo", email="awa@exemple.example"),
    Contact("Henri Coste", phone="+33639980103"),
    Contact("Clémence Vigne", email="clemence@exemple.example"),
    Contact("Thomas Arnal", email="thomas@exemple.example"),
    Contact("Rosa Pinto", email="rosa@exemple.example"),
    Contact("Gaspard Lebrun", email="gaspard@exemple.example"),
)
# They order for the same day.
SAME_DAY = (
    Contact("Margaux Tissier", email="margaux@exemple.example"),
    Contact("Émile Roche", phone="+33639980101"),
    Contact("Nour Belaïd", email="nour.belaid@exemple.example"),
    Contact("Jeanne Mourier", email="jeanne@exemple.example"),
    Contact("Kévin Sabatier", email="kevin@exemple.example"),
    Contact("Odile Chastang", phone="+33639980104"),
    Contact("Marin Lefort", email="marin@exemple.example"),
    Contact("Yasmine Ait", email="yasmine@exemple.example"),
    Contact("Bernard Peyre", phone="+33639980105"),
    Contact("Lola Escande", email="lola@exemple.example"),
)
