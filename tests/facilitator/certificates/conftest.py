import pytest

from tests.facilitator.certificates.sample_workbook import made, opened


@pytest.fixture(scope="session")
def _sample_content(tmp_path_factory):
    return made(tmp_path_factory.mktemp("sample") / "sample.facilitator")


@pytest.fixture
def sample(tmp_path, _sample_content):
    path = tmp_path / "sample.facilitator"
    path.write_bytes(_sample_content)
    with opened(path) as workbook:
        yield workbook


@pytest.fixture
def sample_programme(sample):
    return sample.planning.programmes()[0].id
