"""Installing and removing extensions from the window: asked for, in the background, and told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pith.base import Cancelled, CancelToken, Future, ProblemError
from pith.host import ExtensionHost, ExtensionRecord, HostFolders
from pith_app._window._dialogs import Choice

if TYPE_CHECKING:
    from pith.host import Manifest
    from pith.host.manage import Installed
    from pith_app._program import Program
    from pith_app._window._notifications import Notification, NotificationCentre


_SUFFIXES = (".pithext", ".zip", ".whl")


def is_extension(path: Path) -> bool:
    """Whether what is dropped may be an extension, by its name alone: the disk is not asked."""
    return path.suffix.lower() in _SUFFIXES or not path.suffix or "." in path.stem


def requires(record: ExtensionRecord, extension_id: str) -> bool:
    """Whether an extension that may run needs another one for that."""
    manifest = record.manifest
    return (
        manifest is not None
        and extension_id in manifest.requires
        and record.state in ("installed", "active", "failed")
    )


class Installer:
    """What the commands on installing do. Everything on the disk happens on a worker."""

    def __init__(self, program: Program, host: ExtensionHost, folders: HostFolders) -> None:
        self._program = program
        self._host = host
        self._folders = folders
        self.show_page: Callable[[str], object] = lambda extension_id: None

    def install(self, sources: Sequence[Path]) -> Future[None]:
        """Install folders and archives, after asking. Settles when it is done or was refused."""

        def read(token: CancelToken) -> list[Manifest]:
            from pith.host.manage import read_source_manifest

            return [read_source_manifest(source) for source in sources]

        done: Future[None] = Future()

        def asked(settled: Future[str], manifests: list[Manifest]) -> None:
            if settled.exception() is None and settled.result():
                self._install(sources, manifests, done)
            else:
                done.set_result(None)

        def came(settled: Future[list[Manifest]]) -> None:
            error = settled.exception()
            if error is not None:
                self._tell(error, done)
                return
            manifests = settled.result()
            self._ask(manifests).on_done(lambda answer: asked(answer, manifests))

        self._program.kernel.worker.submit(read, "reading an extension").on_done(came)
        return done

    def _ask(self, manifests: list[Manifest]) -> Future[str]:
        """Say what they may do, and what they bring."""
        lines = []
        for manifest in manifests:
            lines.append(f"{manifest.name} {manifest.version} ({manifest.id})")
            if manifest.permissions:
                lines.append(f"It says that it uses: {', '.join(manifest.permissions)}.")
            if manifest.dependencies:
                needed = ", ".join(manifest.dependencies)
                lines.append(f"It brings Python packages, which pip fetches: {needed}.")
        if any(manifest.tier == "trusted" for manifest in manifests):
            lines.append("")
            lines.append(
                "It is trusted: it runs inside the editor, unprotected, and may do whatever you "
                "may. Install it if you trust who made it."
            )
        names = ", ".join(manifest.name for manifest in manifests)
        choices = [Choice("", "Cancel"), Choice("yes", "Install", primary=True)]
        return self._program.dialogs.ask(f"Install {names}?", "\n".join(lines), choices)

    def _install(
        self, sources: Sequence[Path], manifests: list[Manifest], done: Future[None]
    ) -> None:
        names = ", ".join(manifest.name for manifest in manifests)
        progress = _Shown(self._program, f"Installing {names}")

        def work(token: CancelToken) -> list[Installed]:
            from pith.host.manage import install_extensions

            # Installing it here is asking for this version: an older one is taken as well.
            return install_extensions(
                sources, self._folders, update=True, progress=progress, token=progress.token
            )

        def came(settled: Future[list[Installed]]) -> None:
            progress.close()
            error = settled.exception()
            if error is not None:
                self._tell(error, done)
                return
            installed = settled.result()
            for each in installed:
                was = f" (it was {each.replaced})" if each.replaced else ""
                name, version = each.manifest.name, each.manifest.version
                self._program.notifications.notify(f"{name} {version} is installed{was}")

            def seen(_: Future[None]) -> None:
                self.show_page(installed[0].manifest.id)
                done.set_result(None)

            self._host.looks.refresh().on_done(seen)

        self._program.kernel.worker.submit(work, "installing extensions").on_done(came)

    def uninstall(self, extension_id: str) -> Future[None]:
        """Remove an extension with all it kept, after asking."""
        record = self._host.record(extension_id)
        name = record.name if record is not None else extension_id
        choices = [Choice("", "Cancel"), Choice("yes", "Uninstall", primary=True)]
        detail = "It goes with everything that it kept."
        users = [each.name for each in self._host.records() if requires(each, extension_id)]
        if users:
            detail += f" Without it, these do not run: {', '.join(users)}."
        question = self._program.dialogs.ask(f"Uninstall {name}?", detail, choices)
        done: Future[None] = Future()

        def work(token: CancelToken) -> None:
            from pith.host.manage import uninstall

            uninstall(extension_id, self._folders)

        def answered(settled: Future[str]) -> None:
            if settled.exception() is None and settled.result():
                self._change(work, f"{name} is uninstalled", done)
            else:
                done.set_result(None)

        question.on_done(answered)
        return done

    def unlink(self, extension_id: str) -> Future[None]:
        """Use a linked extension no more."""

        def work(token: CancelToken) -> None:
            from pith.host.manage import unlink

            unlink(extension_id, self._folders)

        return self._change(work, f"{extension_id} is linked no more; its folder is as it was")

    def roll_back(self, extension_id: str) -> Future[None]:
        """Go back to the version before."""

        def work(token: CancelToken) -> None:
            from pith.host.manage import roll_back

            roll_back(extension_id, self._folders)

        return self._change(work, f"{extension_id} is the version before again")

    def _change(
        self,
        work: Callable[[CancelToken], None],
        said: str,
        done: Future[None] | None = None,
    ) -> Future[None]:
        finished: Future[None] = done if done is not None else Future()

        def came(settled: Future[None]) -> None:
            error = settled.exception()
            if error is not None:
                self._tell(error, finished)
                return
            self._program.notifications.notify(said)
            self._host.looks.refresh().on_done(lambda _: finished.set_result(None))

        self._program.kernel.worker.submit(work, "changing extensions").on_done(came)
        return finished

    def _tell(self, error: BaseException, done: Future[None]) -> None:
        if isinstance(error, ProblemError):
            for problem in error.problems:
                self._program.notifications.notify(str(problem), "error")
        elif not isinstance(error, Cancelled):
            done.set_exception(error)
            return
        done.set_result(None)


class _Shown:
    """A Progress that is a notification, which can cancel. Reported to from a worker."""

    def __init__(self, program: Program, title: str) -> None:
        self._scheduler = program.kernel.scheduler
        self._centre: NotificationCentre = program.notifications
        self._title = title
        self.token = CancelToken()
        self._note: Notification = self._centre.job(title, self.token)

    def report(self, fraction: float | None, message: str = "") -> None:
        self._scheduler.call_soon(lambda: self._say(fraction, message))

    def _say(self, fraction: float | None, message: str) -> None:
        self._note.progress = -1.0 if fraction is None else fraction
        self._note.message = f"{self._title}: {message}" if message else self._title
        self._centre.update(self._note)

    def close(self) -> None:
        self._centre.close(self._note)
