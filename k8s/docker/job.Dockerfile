# The job on Flink: target "cpu" (the default) or "cuda". k8s/docker/build-images makes what is copied here.
# OpenCV's natives need glibc 2.35 and libstdc++ 12: Ubuntu 22.04 or younger.
# No HEALTHCHECK: what the container is, JobManager or TaskManager, and what it listens on, is said at its start;
# the operator looks after both, overlays/dev has probes.
ARG FLINK_VERSION=2.2.1
ARG CUDA_VERSION=12.8.1

FROM ubuntu:22.04 AS jars
RUN apt-get update && apt-get install -y --no-install-recommends unzip zip
WORKDIR /jars
COPY flink-lib/ lib/
COPY countenance-job.jar .
# ONNX Runtime's natives are unpacked here, since it would otherwise unpack them at every start.
# A native library loads once in a process: these jars belong to Flink's class loader, not to the job's.
RUN unzip -qj lib/onnxruntime*.jar "ai/onnxruntime/native/linux-$([ "$(uname -m)" = x86_64 ] && echo x64 || uname -m)/*" -d onnxruntime \
 && zip -qd lib/onnxruntime*.jar 'ai/onnxruntime/native/*' \
 && zip -qd countenance-job.jar 'ai/onnxruntime/*' 'org/bytedeco/*'

FROM flink:${FLINK_VERSION}-scala_2.12-java17 AS flink
RUN mkdir plugins/s3-fs-presto \
 && cp opt/flink-s3-fs-presto-*.jar plugins/s3-fs-presto/
COPY --from=jars /jars/lib/ /opt/flink/lib/
COPY --from=jars /jars/onnxruntime /opt/onnxruntime
COPY --from=jars /jars/countenance-job.jar /opt/flink/usrlib/countenance-job.jar

FROM nvidia/cuda:${CUDA_VERSION}-cudnn-runtime-ubuntu22.04 AS cuda
# What Flink's entry point uses, and Flink's user with the ids of Flink's image.
RUN apt-get update \
 && apt-get install -y --no-install-recommends gettext-base libjemalloc-dev libsnappy1v5 \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --system --gid=9999 flink \
 && useradd --system --home-dir /opt/flink --uid=9999 --gid=flink flink
ENV FLINK_HOME=/opt/flink \
    JAVA_HOME=/opt/java/openjdk \
    LANG=C.UTF-8 \
    PATH=/opt/flink/bin:/opt/java/openjdk/bin:$PATH
COPY --from=flink /opt/java/openjdk /opt/java/openjdk
COPY --from=flink --chown=flink:flink /opt/flink /opt/flink
COPY --from=flink /opt/onnxruntime /opt/onnxruntime
COPY --from=flink /docker-entrypoint.sh /docker-entrypoint.sh
WORKDIR /opt/flink
USER 9999:9999
EXPOSE 6123 8081
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["help"]

FROM flink AS cpu
USER 9999:9999
