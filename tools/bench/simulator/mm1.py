# What the simulator is measured against: SimPy (3 or 4) on a queue M/M/1, written as its own examples write it, and on the cheapest loop over requests that
# there can be, one timeout each. Prints rates per second of CPU time, fastest of REPEATS, as one line of JSON.
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


def requests(env):
    for _ in range(REQUESTS):
        yield env.timeout(1.0)


def cpu_seconds(work):
    started_at = time.process_time()
    work()
    return time.process_time() - started_at


def main():
    queues = [Queue(SEED + repeat) for repeat in range(REPEATS)]
    customer_seconds = min(cpu_seconds(queue.env.run) for queue in queues)
    request_seconds = []
    for _ in range(REPEATS):
        env = simpy.Environment()
        env.process(requests(env))
        request_seconds.append(cpu_seconds(env.run))
    print(json.dumps({
        'version': getattr(simpy, '__version__', 'of unknown version'),
        'python': '%s %d.%d' % (sys.implementation.name, sys.version_info[0], sys.version_info[1]),
        'customersPerSecond': CUSTOMERS / customer_seconds,
        'meanTimeInSystem': sum(queue.time_in_system for queue in queues) / (CUSTOMERS * REPEATS),
        'requestsPerSecond': REQUESTS / min(request_seconds),
    }))


main()
