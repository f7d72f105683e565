"""The language on screen, switched while the program runs: Qt's labels by its translator, our sentences by wording."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal

from app.core import places
from app.core.errors import Say
from app.core.wording import Lang, in_words

NAMES: dict[Lang, str] = {"zh": "中文", "en": "English"}


class Language(QObject):
    """The language in force; widgets hear of a change by QEvent.LanguageChange, others by `changed`."""

    changed = Signal()

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self.setObjectName("language")
        self._app = app
        self._lang: Lang = "en"
        self._translators: list[QTranslator] = []

    @property
    def lang(self) -> Lang:
        return self._lang

    def set(self, lang: Lang) -> None:
        """Put a language in force at once; a missing translation file leaves English labels."""
        if lang == self._lang and bool(self._translators) == (lang == "zh"):
            return
        self._lang = lang
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators = [found for found in (_ours(lang), _qts(lang)) if found is not None]
        for translator in reversed(self._translators):
            self._app.installTranslator(translator)
        self.changed.emit()

    def words(self, said: Say | str) -> str:
        """A sentence in the language in force; text that is no Say is shown as it is."""
        return in_words(said, self._lang) if isinstance(said, Say) else said


def language() -> Language:
    """The language of the running application; made at the first call."""
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("no application")
    found = app.findChild(Language, "language", Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, Language) else Language(app)


def words(said: Say | str) -> str:
    """A sentence in the language in force."""
    return language().words(said)


def of_system() -> Lang:
    """The system's language where we speak it, Chinese otherwise: the desks are Chinese."""
    return "en" if QLocale.system().language() == QLocale.Language.English else "zh"


def _ours(lang: Lang) -> QTranslator | None:
    made = QTranslator()
    return made if lang == "zh" and made.load(str(places.resources("translations", "tidewaiter_zh.qm"))) else None


def _qts(lang: Lang) -> QTranslator | None:
    made = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return made if lang == "zh" and made.load("qtbase_zh_CN", folder) else None
