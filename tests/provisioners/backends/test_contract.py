"""What a platform's failure carries."""

from provisioners.backends.contract import PlatformError


def test_a_platforms_words_carry_no_nul_which_databases_refuse() -> None:
    assert str(PlatformError("exec format\0 error")) == "exec format error"
