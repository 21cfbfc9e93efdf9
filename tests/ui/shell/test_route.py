from ui.shell.route import History, Route

TODAY, PEOPLE, SETTINGS = Route("today"), Route("people"), Route("settings")


def walked(*routes):
    history = History()
    for route in routes:
        history.visit(route)
    return history


def test_back_and_forward_lead_where_one_was():
    history = walked(TODAY, PEOPLE, SETTINGS)

    assert history.back() == PEOPLE
    assert history.back() == TODAY
    assert history.back() is None
    assert history.forward() == PEOPLE


def test_a_new_way_forgets_the_way_forward():
    history = walked(TODAY, PEOPLE)
    history.back()
    history.visit(SETTINGS)

    assert history.forward() is None
    assert history.back() == TODAY


def test_visiting_where_one_is_changes_nothing():
    history = walked(TODAY, PEOPLE)
    history.back()
    history.visit(TODAY)

    assert history.forward() == PEOPLE


def test_the_oldest_places_are_forgotten():
    history = History(longest=2)
    for number in range(5):
        history.visit(Route("person", (str(number),)))

    assert [history.back(), history.back(), history.back()] == [
        Route("person", ("3",)),
        Route("person", ("2",)),
        None,
    ]
