from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from facilitator.documents.flow import Block, Row, laid_out


def row(height=1.0):
    return Row(height, lambda _top: None)


def a_block(rows=3, head=0, **how):
    return Block(tuple(row() for _ in range(rows)), tuple(row() for _ in range(head)), **how)


def shape(pages):
    return [[len(part.rows) for part in page] for page in pages]


def test_a_block_that_does_not_fit_moves_on_whole():
    assert shape(laid_out([a_block(6), a_block(6)], 10, 10)) == [[6], [6]]


def test_a_block_longer_than_a_page_is_parted_and_its_head_said_again():
    pages = laid_out([a_block(18, head=2)], 10, 10)

    assert shape(pages) == [[10], [10], [4]]
    assert all(part.rows[:2] == part.block.head for page in pages for part in page)


def test_a_long_block_begins_on_a_new_page_rather_than_with_its_head_alone():
    assert shape(laid_out([a_block(8), a_block(20, head=1)], 10, 10)) == [[8], [10], [10], [3]]


def test_a_heading_takes_what_follows_along():
    heading = a_block(1, with_next=True)

    assert shape(laid_out([a_block(8), heading, a_block(3)], 10, 10)) == [[8], [1, 3]]


def test_a_page_never_holds_the_title_alone():
    # The room of the first page is too small for the block, which would fit a page of its own.
    assert shape(laid_out([a_block(9)], 5, 10)) == [[5], [4]]


def test_no_blocks_still_make_a_page():
    assert laid_out([], 10, 10) == [[]]


blocks = st.builds(
    a_block,
    rows=st.integers(0, 30),
    head=st.integers(0, 2),
    with_next=st.booleans(),
    new_page=st.booleans(),
)


@given(st.lists(blocks, max_size=12), st.integers(6, 20))
def test_every_row_stands_once_in_order_and_inside_its_page(found, room):
    pages = laid_out(found, room - 3, room)

    for number, page in enumerate(pages):
        assert sum(part.height for part in page) <= (room - 3 if number == 0 else room) + 0.01
        for above, below in pairwise(page):
            assert below.top >= above.top + above.height - 0.01
    placed = [part for page in pages for part in page]
    for block in found:
        parts = [part for part in placed if part.block is block]
        assert parts
        told = [line for part in parts for line in part.rows[len(block.head) :]]
        assert told == list(block.rows)
        if len(parts) > 1:
            assert block.height > room - 3
