"""A worker's side of a lease, and the thread that keeps it."""

import time
from typing import Any

import pytest
from django.db import DatabaseError, InterfaceError

from provisioners.engine import keeper
from provisioners.engine.keeper import keep_lease, start_thread
from provisioners.engine.lease import USABLE_PART, Lease, StepStopped, Stop, boot_time
from provisioners.engine.take import Taken, take_step
from provisioners.models import Deployment, Operation, Step
from tests.provisioners.engine.processes import until
from tests.provisioners.engine.scene import shop, start


class TestLease:
    def test_its_holder_stops_early(self) -> None:
        begun = boot_time()
        assert Lease(100, begun=begun).deadline == begun + 100 * USABLE_PART

    def test_it_may_go_on_until_its_deadline(self) -> None:
        Lease(100, begun=boot_time()).check()
        with pytest.raises(StepStopped) as stopped:
            Lease(100, begun=boot_time() - 100).check()
        assert stopped.value.reason is Stop.LOST

    def test_a_renewal_counts_from_when_it_was_sent(self) -> None:
        lease = Lease(100, begun=boot_time())
        begun = boot_time() + 10
        lease.renewed(begun=begun)
        assert lease.deadline == begun + 100 * USABLE_PART

    def test_a_lost_lease_cannot_be_renewed(self) -> None:
        lease = Lease(100, begun=boot_time() - 100)
        lease.renewed(begun=boot_time())
        assert lease.reason is Stop.LOST

    def test_the_first_reason_stays(self) -> None:
        lease = Lease(100, begun=boot_time())
        lease.stop(Stop.CANCELLED)
        lease.stop(Stop.SHUTDOWN)
        assert lease.reason is Stop.CANCELLED

    def test_its_end_is_no_reason_to_stop(self) -> None:
        lease = Lease(100, begun=boot_time())
        lease.end()
        assert lease.wait(60)
        assert lease.wait_for_end(60)
        lease.check()

    @pytest.mark.parametrize("reason", list(Stop))
    def test_who_waits_goes_on_when_it_is_stopped_and_it_is_not_over_by_that(self, reason: Stop) -> None:
        lease = Lease(100, begun=boot_time())
        lease.stop(reason)
        assert lease.wait(60)
        assert not lease.wait_for_end(0)


class TestKeeper:
    @pytest.fixture
    def taken(self, deployment: Deployment, settings: Any) -> Taken:
        settings.LEASE_SECONDS = 2.0
        taken = take_step(start(deployment, shop()).pk, worker="here")
        assert taken is not None
        return taken

    def test_it_renews_until_the_step_is_over(self, taken: Taken) -> None:
        thread = start_thread("keeper", lambda: keep_lease(taken))
        first = Step.objects.get(pk=taken.step.pk).lease_until
        until(lambda: Step.objects.get(pk=taken.step.pk).lease_until > first, "a renewal")
        taken.lease.end()
        thread.join()
        assert taken.lease.reason is None

    def test_it_stops_the_step_when_the_claim_is_lost(self, taken: Taken) -> None:
        Step.objects.update(claim=None)
        keep_lease(taken)
        assert taken.lease.reason is Stop.LOST

    def test_it_stops_the_step_when_the_operation_is_cancelled_and_goes_on_renewing(self, taken: Taken) -> None:
        Operation.objects.update(state="cancelling")
        thread = start_thread("keeper", lambda: keep_lease(taken))
        until(lambda: taken.lease.reason is Stop.CANCELLED, "the end of the step")
        first = Step.objects.get(pk=taken.step.pk).lease_until
        until(lambda: Step.objects.get(pk=taken.step.pk).lease_until > first, "a renewal")
        taken.lease.end()
        thread.join()

    def test_a_stopped_step_that_is_no_longer_ours_is_not_kept(self, taken: Taken) -> None:
        taken.lease.stop(Stop.SHUTDOWN)
        Step.objects.update(claim=None)
        keep_lease(taken)
        assert Step.objects.get(pk=taken.step.pk).claim is None

    @pytest.mark.parametrize("error", [DatabaseError, InterfaceError])
    def test_without_a_database_the_lease_runs_out(
        self, taken: Taken, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
    ) -> None:
        def refuse(_: object) -> bool:
            raise error("gone")

        monkeypatch.setattr(keeper, "renew", refuse)
        thread = start_thread("keeper", lambda: keep_lease(taken))
        until(lambda: taken.lease.reason is Stop.LOST, "the end of the lease")
        thread.join()

    def test_a_pause_of_the_whole_process_is_noticed(self, taken: Taken) -> None:
        time.sleep(2.0 * USABLE_PART)
        with pytest.raises(StepStopped):
            taken.lease.check()
