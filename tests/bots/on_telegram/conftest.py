"""What the tests of Telegram's rooms share."""

from tests.benches import lent_benches  # noqa: F401 - a fixture for every test here
