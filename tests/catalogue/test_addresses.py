from generator.diagnostics import Severity

HOME = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\n"


def test_an_old_identity_leads_to_the_new_one(folder):
    folder.home("home.yml", HOME + "formerly: [chaoyang/zaobei]\n")
    assert folder.assess().redirects == {"homes/chaoyang/zaobei/": "homes/chaoyang/zaoying-beili/"}


def test_every_claim_to_the_same_old_identity_is_reported(folder):
    folder.home("home.yml", HOME + "formerly: [chaoyang/old]\n")
    folder.home("home.yml", HOME + "formerly: [chaoyang/old]\n", "chaoyang/third")
    found = [f for f in folder.assess().findings if f.rule == "house.address"]
    assert {f.home for f in found} == {"chaoyang/zaoying-beili", "chaoyang/third"}
    assert all(f.severity is Severity.ERROR and f.place.line == 4 for f in found)
    assert folder.assess().redirects == {}


def test_a_living_home_keeps_its_address(folder):
    folder.home("home.yml", HOME + "formerly: [chaoyang/bystander]\n")
    assessment = folder.assess()
    assert assessment.redirects == {}
    assert any(f.rule == "house.address" for f in assessment.findings)
