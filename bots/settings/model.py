"""Every setting, its default, its bounds and what it means."""

from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bots.settings.values import (
    ApiUrl,
    Database,
    Folder,
    Host,
    Key,
    Language,
    LogFormat,
    LogLevel,
    PublicUrl,
    Switch,
    is_loopback,
)

PREFIX = "PROSUMENT_"


class Settings(BaseSettings):
    """Every setting; its description is its line of meaning in `.env.example`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_by_name=True,
        validate_by_alias=True,
    )

    data: Folder = Field(
        default=Path("data"),
        description="The folder for the database, the media and the key; made when missing.",
    )
    database_url: Database = Field(
        default=SecretStr(""),
        description="Where the database is: postgresql+asyncpg://…; empty: SQLite in the data folder.",
    )
    web_host: Host = Field(
        default="127.0.0.1",
        description="The address to listen on; 127.0.0.1 can be reached from this machine only.",
    )
    web_port: int = Field(default=8080, ge=0, le=65535, description="The port to listen on; 0: any that is free.")
    public_url: PublicUrl = Field(
        default="",
        description="The address people open, as https://contests.example.org; empty: host and port.",
    )
    # `practice` is the property that also asks who can reach us; what was wished for alone decides nothing.
    practice_wanted: Switch = Field(
        default="on",
        validation_alias="PROSUMENT_PRACTICE",
        description="Practice mode, where anybody on this machine may play any person: on or off.",
    )
    secret_key: Key = Field(
        default=SecretStr(""),
        description="Signs logins and links; empty: made once and kept in the data folder.",
    )
    discord_token: SecretStr = Field(default=SecretStr(""), description="The Discord bot's token; empty: no Discord.")
    discord_api_url: ApiUrl = Field(
        default="https://discord.com/api/v10",
        description="Where Discord's interface is; another one only for tests.",
    )
    telegram_token: SecretStr = Field(
        default=SecretStr(""), description="The Telegram bot's token; empty: no Telegram."
    )
    telegram_api_url: ApiUrl = Field(
        default="https://api.telegram.org",
        description="Where Telegram's interface is; another one only for tests.",
    )
    telegram_local: Switch = Field(
        default="off",
        description="Whether that interface is a Bot API server of your own, without its limits for files: on or off.",
    )
    telegram_webhook: Switch = Field(
        default="off",
        description="Whether Telegram calls PROSUMENT_PUBLIC_URL instead of being asked: on or off.",
    )
    language: Language = Field(default="en", description="The language until a person chooses another: en or de.")
    timezone: ZoneInfo = Field(
        default=ZoneInfo("UTC"), description="The zone in which typed times are read, such as Europe/Warsaw."
    )
    log_level: LogLevel = Field(default="info", description="How much the log says: debug, info, warning or error.")
    log_format: LogFormat = Field(default="text", description="How a line of the log looks: text or json.")

    picture_mib: int = Field(default=10, ge=1, le=1024, description="The largest picture, in MiB.")
    picture_megapixels: int = Field(default=40, ge=1, le=100, description="The most megapixels of a picture.")
    picture_frames: int = Field(default=500, ge=1, le=10_000, description="The most frames of a moving picture.")
    video_mib: int = Field(default=50, ge=1, le=1024, description="The largest video, in MiB.")
    video_minutes: int = Field(default=3, ge=1, le=120, description="The longest video, in minutes.")
    audio_mib: int = Field(default=50, ge=1, le=1024, description="The largest sound file, in MiB.")
    audio_minutes: int = Field(default=10, ge=1, le=600, description="The longest sound file, in minutes.")
    files_per_entry: int = Field(default=10, ge=1, le=100, description="The most files of an entry.")
    title_characters: int = Field(default=100, ge=1, le=1000, description="The longest title, in characters.")
    text_characters: int = Field(default=4000, ge=1, le=100_000, description="The longest text, in characters.")
    alt_characters: int = Field(default=1000, ge=1, le=10_000, description="The longest alt text, in characters.")

    @property
    def database(self) -> str:
        """The database's address, as SQLAlchemy reads it. May hold a password: never print it."""
        return self.database_url.get_secret_value() or f"sqlite+aiosqlite:///{self.data / 'prosument.db'}"

    @property
    def address(self) -> str:
        """The address to open, without a slash at its end."""
        host = f"[{self.web_host}]" if ":" in self.web_host else self.web_host
        return self.public_url or f"http://{host}:{self.web_port}"

    @property
    def practice(self) -> bool:
        """Whether anybody may play any person: wished for, and nobody outside this machine can reach us."""
        public = urlsplit(self.address).hostname or ""
        return self.practice_wanted == "on" and is_loopback(self.web_host) and is_loopback(public)

    @property
    def real_platform(self) -> bool:
        """Whether a token is set that speaks to people: one whose API is not on this machine."""
        pairs = (
            (self.discord_token, self.discord_api_url),
            (self.telegram_token, self.telegram_api_url),
        )
        return any(token and not is_loopback(urlsplit(url).hostname or "") for token, url in pairs)
