"""Which field of a form the refusal of its edit is about."""

from __future__ import annotations

from pods.domain.edits import EditRefused
from pods.forms.editing import EditForm
from pods.forms.sent import sent


def refused_field(form: EditForm, refused: EditRefused) -> str | None:
    """The field whose text the refusal quotes, or else the only one that was changed.

    None where it cannot be told, and where no field is wrong: an edit of what others share may be made all the same.
    """
    if refused.sharing:
        return None
    changed = form.changed_data
    said = {str(value) for value in refused.message.values.values()}
    quoted = [name for name in changed if sent(form[name]) in said]
    # What a form asks for to add something may be wrong for what was not filled in.
    alone = changed if form.on_change or len(form.fields) == 1 else []
    return next((found[0] for found in (quoted, alone) if len(found) == 1), None)
