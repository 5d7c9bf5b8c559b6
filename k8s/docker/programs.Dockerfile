# Our programs on a Java runtime: targets "publisher", "dashboard", "backfill" and "model-lab". k8s/docker/build-images makes what is copied here.
# OpenCV's natives need glibc 2.35 and libstdc++ 12: Ubuntu 22.04 or younger.
FROM eclipse-temurin:17.0.16_8-jre-jammy AS program
# Natives are unpacked, and caches are, below the home directory: the only folder that must be writable.
RUN groupadd --system --gid=9999 countenance \
 && useradd --system --no-create-home --home-dir /tmp --uid=9999 --gid=countenance countenance
COPY lib/ /opt/countenance/lib/
WORKDIR /tmp

FROM program AS publisher
# What FFmpeg's library of devices is linked with.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libasound2 libpulse0 libxcb-shm0 libxcb1 \
 && rm -rf /var/lib/apt/lists/*
USER 9999:9999
# A frame was taken by the broker within the last minute.
HEALTHCHECK --interval=30s --start-period=2m --retries=2 \
    CMD ["bash", "-c", "[ -n \"$(find /tmp/alive -mmin -1)\" ]"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-Dlog4j2.configurationFile=classpath:publish-log4j2.properties", \
    "-cp", "/opt/countenance/lib/*", "io.countenance.connectors.publish.Publish", "--alive-file=/tmp/alive"]
CMD ["--help"]

FROM program AS dashboard
USER 9999:9999
EXPOSE 8090
HEALTHCHECK --interval=30s --start-period=1m --retries=2 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8090 && printf 'GET /live HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q ^ok <&3"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-Dlog4j2.configurationFile=classpath:dashboard-log4j2.properties", \
    "-cp", "/opt/countenance/lib/*", "io.countenance.dashboard.Dashboard", "--host=0.0.0.0", "--port=8090"]
CMD ["--help"]

# Ends by itself, so its exit code says how it is.
FROM program AS backfill
USER 9999:9999
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", \
    "--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED", \
    "--add-opens=java.base/java.time=ALL-UNNAMED", "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED", \
    "--add-opens=java.base/java.nio=ALL-UNNAMED", "-Dcountenance.log=/tmp/backfill.log", \
    "-cp", "/opt/countenance/lib/*", "io.countenance.demo.backfill.Backfill"]
CMD ["--help"]

# Ends by itself, so its exit code says how it is.
FROM program AS model-lab
USER 9999:9999
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=40", "-cp", "/opt/countenance/lib/*", "io.countenance.lab.cli.ModelLab"]
CMD ["--help"]
