from tests.app.window.conftest import open_window, project, user_dir

__all__ = ["open_window", "project", "user_dir"]
