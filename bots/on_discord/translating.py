"""What commands are called and explained as, in the languages of Discord's own window."""

from discord import Locale, app_commands

from bots.presenter.parts import shortened
from bots.words import words

LONGEST = 100
"""Characters of a description, or of a choice."""
LOCALES = {Locale.german: "de"}
"""The languages that we speak besides English, by Discord's word for them."""


def explained(message: str) -> app_commands.locale_str:
    """Return a message of the catalogues as Discord takes it, to be translated when commands are synchronised."""
    return app_commands.locale_str(shortened(message, LONGEST), whole=message)


class CatalogueTranslator(app_commands.Translator):
    """Translates from the catalogues; what is called the same in both is not said twice."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - the library's signature
    ) -> str | None:
        """Return a message in another language, or None for English."""
        whole = string.extras.get("whole")
        if locale not in LOCALES or not isinstance(whole, str):
            return None
        translated = words(LOCALES[locale])._(whole)
        return shortened(translated, LONGEST) if translated != whole else None
