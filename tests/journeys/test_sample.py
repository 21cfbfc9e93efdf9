"""The sample programme through the window."""

from tests.journeys.conftest import Sit
from tests.journeys.person import Mouse


async def test_the_sample_opens_in_one_click(sit_down: Sit) -> None:
    person: Mouse = await sit_down(Mouse)
    await person.clicks("Open the sample programme")
    await person.is_told("The sample programme is open.")
    print(person.screen())
