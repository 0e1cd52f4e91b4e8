# The image of second-clock.cronjob.yaml: the command line `rampart` with git. Build it in a checkout of Rampart at the version you use:
#   docker build --file examples/workflows/second-clock.Dockerfile --tag registry.example.com/rampart:v1 .
FROM node:24-bookworm-slim
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates git && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/rampart
COPY . .
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
USER node
ENTRYPOINT ["node", "/opt/rampart/packages/cli/bin/rampart.mjs"]
