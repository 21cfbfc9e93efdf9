"""Keys rise with time and never repeat."""

import threading
import time
from uuid import UUID

from facilitator.ids import new_id


def test_keys_of_one_process_rise_strictly_even_within_a_millisecond() -> None:
    keys = [new_id() for _ in range(20_000)]
    assert keys == sorted(set(keys))


def test_a_key_is_a_version_7_uuid_of_this_moment() -> None:
    before = time.time_ns() // 1_000_000
    key = UUID(new_id())
    assert (key.version, key.variant) == (7, "specified in RFC 4122")
    # Keys may run ahead of the clock by what was made within a millisecond.
    assert before <= key.int >> 80 <= time.time_ns() // 1_000_000 + 50


def test_threads_never_get_the_same_key() -> None:
    made: list[str] = []

    def work() -> None:
        made.extend(new_id() for _ in range(2_000))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8_000
