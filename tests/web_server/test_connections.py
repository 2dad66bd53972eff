"""However many connections somebody opens, others are not kept out."""

from facilitator.web_server.connections import MOST, Connections, most_connections


def test_oldest_that_only_waits_of_the_address_with_most_gives_way() -> None:
    closed: list[str] = []
    held = Connections[str](closed.append, most=5, most_waiting=3)
    for name in ("flood 1", "flood 2", "flood 3"):
        held.add(name, "10.0.0.66")
    held.add("Ben listens", "10.0.0.7")
    held.keep("Ben listens")
    held.add("Eve", "10.0.0.8")
    assert (closed, len(held)) == ([], 5)
    # Its own share is used up.
    held.add("flood 4", "10.0.0.66")
    assert closed == ["flood 1"]
    # All are used up: it is not Eve who goes, although she came first.
    held.add("Cy", "10.0.0.9")
    assert closed == ["flood 1", "flood 2"]
    held.discard("flood 3")
    held.release("Ben listens")
    held.add("Ben sends", "10.0.0.7")
    assert (closed, len(held)) == (["flood 1", "flood 2"], 5)


def test_where_all_listen_a_new_one_is_closed_at_once() -> None:
    closed: list[int] = []
    held = Connections[int](closed.append, most=2, most_waiting=2)
    for number in (1, 2):
        held.add(number, "10.0.0.7")
        held.keep(number)
    held.add(3, "10.0.0.8")
    assert (closed, len(held)) == ([3], 2)


def test_computer_has_room_for_a_meeting() -> None:
    assert 300 <= most_connections() <= MOST
