"""Tests of the Telegram platform."""
