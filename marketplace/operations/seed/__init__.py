"""The demo territory: content in operations/demo/*.toml, made into rows by the site's services."""
