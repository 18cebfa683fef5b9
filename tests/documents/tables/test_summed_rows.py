"""Rows that may be called totals or averages: the numbers tell, where the label is that of many other things too."""

import pytest
from support import built_table

from kotae.documents.model import Table


def roles(table: Table) -> dict[str, str]:
    return {row.cells[table.label].text: row.role for row in table.rows if row.role != "body"}


def test_a_company_or_a_film_is_no_total_for_its_name() -> None:
    table = built_table(
        "Company | Staff | Revenue",
        "Total Harbour | 9,100 | 88,000",
        "Lorne Ferries | 310 | 4,200",
        "All Hands Towing | 45 | 600",
        "Sum of Parts Ltd | 12 | 90",
        "Northern Freight | 720 | 9,900",
    )
    assert roles(table) == {}


def test_a_row_called_total_is_one_where_it_is_the_sum() -> None:
    table = built_table(
        "Item | 2023 | 2024",
        "Quay dues | 310 | 300",
        "Crane hire | 120 | 150",
        "Total operating income | 430 | 450",
        "Grants | 70 | 50",
        "Total income | 500 | 500",
    )
    assert roles(table) == {"Total operating income": "total", "Total income": "total"}


def test_a_total_of_parts_of_which_only_some_are_listed() -> None:
    table = built_table("Partner | Exports (t)", "Lorne | 420", "Mirey | 310", "Tarn | 150", "Total exports | 1,240")
    assert roles(table) == {"Total exports": "total"}


@pytest.mark.parametrize("label", ["市部計", "全事業", "男女計", "事業費総額", "費用合計額"])
def test_what_ends_or_begins_as_many_names_is_a_total_where_it_is_the_sum(label: str) -> None:
    rows = ["区分 | 2023年 | 2024年", "港湾 | 310 | 402", "道路 | 288 | 377"]
    assert roles(built_table(*rows, f"{label} | 598 | 779")) == {label: "total"}
    assert roles(built_table(*rows, f"{label} | 131 | 512")) == {}


def test_a_total_may_have_a_rate_beside_its_sum() -> None:
    table = built_table(
        "District | Boats | Age (years)", "North | 12 | 14.2", "South | 30 | 18.8", "All districts | 42 | 17.5"
    )
    assert roles(table) == {"All districts": "total"}


@pytest.mark.parametrize("label", ["月平均", "3か年平均", "学年平均"])
def test_what_ends_in_average_is_one_near_the_middle_of_the_others(label: str) -> None:
    rows = ["月 | 入港", "4月 | 310", "5月 | 280", "6月 | 335"]
    assert roles(built_table(*rows, f"{label} | 308.3")) == {label: "average"}
    assert roles(built_table(*rows, f"{label} | 38,900")) == {}
