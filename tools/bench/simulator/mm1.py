# What the simulator is measured against: SimPy (3 or 4) on a queue M/M/1, written as its own examples write it, and on the cheapest loop over requests that
# come and fail by chance: one timeout each, no process, no resource. Prints rates per second of CPU time, fastest of REPEATS, as one line of JSON.
# Command: python3 mm1.py CUSTOMERS REQUESTS REPEATS SEED LOAD   (LOAD is customers per service time, below 1)
import json
import random
import sys
import time

import simpy

CUSTOMERS, REQUESTS, REPEATS, SEED = (int(argument) for argument in sys.argv[1:5])
LOAD = float(sys.argv[5])


class Queue:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.env = simpy.Environment()
        self.server = simpy.Resource(self.env, capacity=1)
        self.time_in_system = 0.0
        self.env.process(self.arrivals())

    def arrivals(self):
        for _ in range(CUSTOMERS):
            yield self.env.timeout(self.chance.expovariate(LOAD))
            self.env.process(self.customer())

    def customer(self):
        arrived_at = self.env.now
        with self.server.request() as turn:
            yield turn
            yield self.env.timeout(self.chance.expovariate(1.0))
        self.time_in_system += self.env.now - arrived_at


class Requests:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.env = simpy.Environment()
        self.failed = 0
        self.env.process(self.arrivals())

    def arrivals(self):
        chance, timeout, failed = self.chance, self.env.timeout, 0
        for _ in range(REQUESTS):
            yield timeout(chance.expovariate(1000.0))
            if chance.random() < 0.01:
                failed += 1
        self.failed = failed


def cpu_seconds(work):
    started_at = time.process_time()
    work()
    return time.process_time() - started_at


def main():
    queues = [Queue(SEED + repeat) for repeat in range(REPEATS)]
    customer_seconds = min(cpu_seconds(queue.env.run) for queue in queues)
    loops = [Requests(SEED + repeat) for repeat in range(REPEATS)]
    request_seconds = min(cpu_seconds(loop.env.run) for loop in loops)
    print(json.dumps({
        'version': getattr(simpy, '__version__', 'of unknown version'),
        'python': '%s %d.%d' % (sys.implementation.name, sys.version_info[0], sys.version_info[1]),
        'customersPerSecond': CUSTOMERS / customer_seconds,
        'meanTimeInSystem': sum(queue.time_in_system for queue in queues) / (CUSTOMERS * REPEATS),
        'requestsPerSecond': REQUESTS / request_seconds,
        'failedShare': sum(loop.failed for loop in loops) / (REQUESTS * REPEATS),
    }))


main()
