"""How a plan is printed: the paper, and what is added to it by hand or by the team."""

from dataclasses import dataclass

from facilitator.export.logo import Logo, read_logo
from facilitator.export.options import Options, What
from facilitator.export.paper import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How a plan is printed. With `plan_only` there is nothing behind the plan.

    `has_check_columns` adds two columns to write in by hand, `has_signatures` lines to sign for
    the owners who were there.
    """

    paper: Paper = Paper.A4
    is_wide: bool = False
    plan_only: bool = False
    has_check_columns: bool = False
    has_signatures: bool = True
    logo: Logo | None = None


def sheet_of(options: Options) -> Sheet:
    """Return how a plan is printed, from what is asked of an export. Raises ExportError.

    A logo that can't be used is refused here.
    """
    return Sheet(
        paper=options.paper,
        is_wide=options.is_landscape,
        plan_only=options.what is What.PLAN,
        has_check_columns=options.has_check_columns,
        has_signatures=options.has_signatures,
        logo=None if options.logo is None else read_logo(options.logo),
    )
