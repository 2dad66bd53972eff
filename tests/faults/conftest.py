"""What stands in modules of its own tells as much as a test when it fails."""

import pytest

pytest.register_assert_rewrite("tests.faults.places", "tests.faults.power_cuts")
