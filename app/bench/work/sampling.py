"""A sampling plan for an inspection: made before the first carton is opened, and what the opened ones held."""

from __future__ import annotations

from app.bench.records.samplings import sampling_of
from app.bench.rules.sampling import SamplingPlan
from app.bench.work.inspecting import open_row
from app.core.errors import Refused
from app.identity.rules import Officer
from app.journal.work import Station


def plan_sampling(station: Station, officer: Officer, inspection_id: str, plan: SamplingPlan) -> None:
    """Record how many cartons are to be opened, by which standard. A plan whose cartons were opened stays as it is."""
    with station.act(officer.officer_id) as act:
        row, before = open_row(act.conn, inspection_id), sampling_of(act.conn, inspection_id)
        if before is not None and before.opened is not None:
            raise Refused("inspection.sampled_already", field="lot", opened=before.opened, lot=before.lot)
        act.record(
            "bench.sampling_planned",
            row.declaration_no,
            {
                "inspection": inspection_id,
                "lot": plan.lot,
                "sample": plan.sample,
                "accept": plan.accept,
                "source": plan.source.value,
                "share": repr(plan.share),
                "chance": repr(plan.chance),
            },
        )


def cartons_opened(station: Station, officer: Officer, inspection_id: str, opened: int, findings: int) -> None:
    """Record how many cartons were opened and in how many something was found; told again, the later figures stand."""
    with station.act(officer.officer_id) as act:
        row, plan = open_row(act.conn, inspection_id), sampling_of(act.conn, inspection_id)
        if plan is None:
            raise Refused("inspection.no_plan", field="lot")
        if not 0 <= findings <= opened <= plan.lot:
            raise Refused("inspection.opened_range", field="opened", lot=plan.lot)
        act.record(
            "bench.sampling_opened",
            row.declaration_no,
            {"inspection": inspection_id, "opened": opened, "findings": findings},
        )
