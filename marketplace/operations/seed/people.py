PASSWORD = "bienvenue-au-marche"


def demo_logins():
    return []
