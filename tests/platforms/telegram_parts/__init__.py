"""The parts of the loopback Telegram; tests import `tests.platforms.telegram_server` alone."""
