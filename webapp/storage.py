"""Where static files go: named by their content, so that browsers may keep them forever, and compressed once."""

from __future__ import annotations

from servestatic.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """As the base class; style sheets' references follow the new names, and so do imports between our modules."""

    support_js_module_import_aggregation = True
