"""What shows only when a page is set stands in the one list before printing."""

from facilitator.certificates.preflight import FindingCode
from tests.facilitator.certificates.sample_workbook import person


def found(sample, programme, *codes):
    return [
        (each.code, each.name, each.about)
        for each in sample.certificate_papers.check(programme).findings
        if each.code in codes
    ]


def test_letters_that_no_font_has_block_and_name_the_person(sample, sample_programme):
    name = "Ana \U000e0041\U00013000"
    sample.people.update(person(sample, "p-amina"), name=name)
    lines = found(sample, sample_programme, FindingCode.MISSING_GLYPHS)

    assert lines
    assert {each[1] for each in lines} == {
        sample.people.participant(person(sample, "p-amina")).name
    }
    assert any("U+13000" in each[2] for each in lines)
    assert person(sample, "p-amina") in sample.certificate_papers.check(sample_programme).blocked


def test_a_broken_logo_is_said_once_for_all(sample, sample_programme):
    sample.centre.describe(logo=b"no picture")

    lines = found(sample, sample_programme, FindingCode.BROKEN_PICTURE, FindingCode.COARSE_PICTURE)
    assert len(lines) <= 1


def test_a_name_without_end_is_found(sample, sample_programme):
    sample.people.update(person(sample, "p-amina"), name="Wolfeschlegelsteinhausen " * 12)

    assert found(sample, sample_programme, FindingCode.OVERFLOW)


def test_without_a_centre_the_list_says_so(tmp_path):
    from facilitator.workbook import Workbook

    with Workbook.create(tmp_path / "w.facilitator") as workbook:
        programme = workbook.start_programme("Sewing")
        (line,) = workbook.certificate_papers.check(programme).findings
        assert line.code is FindingCode.CENTRE_MISSING
