# syntax=docker/dockerfile:1
# The images of the four services:   docker build --target metadata-service --tag weir/metadata-service .
# They run as user 65532 on a read-only root file system, with two places to write to: /tmp, which must allow execution
# (DuckDB and the compression codecs unpack their native libraries there), and the volume /var/lib/weir.

# The oldest Java that Weir is built and tested with makes the program; the newest LTS runs it.
ARG BUILD_IMAGE=eclipse-temurin:17-jdk-noble
ARG RUN_IMAGE=eclipse-temurin:25-jre-noble

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -Pbill-of-materials -Dmaven.test.skip=true \
    -Dspotless.check.skip=true -pl metadata-service,ingest-worker,lineage-service,platform-api -am package

# Each program as plain jars, those that change least in a layer of their own.
FROM ${RUN_IMAGE} AS layers
WORKDIR /layers
COPY --from=build /src/metadata-service/target/image/ /jars/
COPY --from=build /src/ingest-worker/target/image/ /jars/
COPY --from=build /src/lineage-service/target/image/ /jars/
COPY --from=build /src/platform-api/target/image/ /jars/
RUN for service in metadata-service ingest-worker lineage-service platform-api; do \
        java -Djarmode=tools -jar /jars/$service-*.jar extract --layers --application-filename service.jar \
            --destination /layers/$service || exit 1; \
    done

FROM ${RUN_IMAGE} AS runtime
ARG VERSION=development
ARG REVISION=unknown
LABEL org.opencontainers.image.vendor="Weir" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      io.weir.sbom="/weir/sbom.json"
RUN groupadd --gid 65532 weir \
    && useradd --uid 65532 --gid weir --no-create-home --home-dir /tmp --shell /usr/sbin/nologin weir \
    && install --directory --owner weir --group weir /var/lib/weir
WORKDIR /weir
ENV HOME=/tmp WEIR_DATA_DIR=/var/lib/weir
VOLUME /var/lib/weir
STOPSIGNAL SIGTERM

# Each service rehearses its start once, up to where it would begin to listen and without a database, and so keeps its
# classes loaded, linked and profiled in service.aot. A start with another JVM or other jars goes on without it.

FROM runtime AS metadata-service
LABEL org.opencontainers.image.title="Weir metadata-service"
COPY --from=layers /layers/metadata-service/dependencies/ ./
COPY --from=layers /layers/metadata-service/snapshot-dependencies/ ./
COPY --from=layers /layers/metadata-service/application/ ./
RUN ["java", "-XX:AOTCacheOutput=/weir/service.aot", "-Xlog:disable", "-Xlog:all=error:stderr", "-Dspring.context.exit=onRefresh", "--add-opens=java.base/java.nio=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED", "-jar", "/weir/service.jar", "--spring.flyway.enabled=false", "--spring.data.jdbc.dialect=postgresql", "--spring.datasource.url=jdbc:postgresql://127.0.0.1:9/none"]
COPY --from=build /src/metadata-service/target/classes/META-INF/sbom/application.cdx.json ./sbom.json
USER 65532:65532
EXPOSE 8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-cp", "/weir/service.jar", "io.weir.support.probe.HealthProbe", "8081"]
ENTRYPOINT ["java", "-XX:AOTCache=/weir/service.aot", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "--add-opens=java.base/java.nio=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED", "-jar", "/weir/service.jar"]

# Most of its memory is DuckDB's, outside the heap.
FROM runtime AS ingest-worker
LABEL org.opencontainers.image.title="Weir ingest-worker"
COPY --from=layers /layers/ingest-worker/dependencies/ ./
COPY --from=layers /layers/ingest-worker/snapshot-dependencies/ ./
COPY --from=layers /layers/ingest-worker/application/ ./
RUN ["java", "-XX:AOTCacheOutput=/weir/service.aot", "-Xlog:disable", "-Xlog:all=error:stderr", "-Dspring.context.exit=onRefresh", "--add-opens=java.base/java.nio=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED", "-jar", "/weir/service.jar", "--spring.flyway.enabled=false", "--spring.data.jdbc.dialect=postgresql", "--spring.datasource.url=jdbc:postgresql://127.0.0.1:9/none"]
COPY --from=build /src/ingest-worker/target/classes/META-INF/sbom/application.cdx.json ./sbom.json
USER 65532:65532
EXPOSE 8082
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-cp", "/weir/service.jar", "io.weir.support.probe.HealthProbe", "8082"]
ENTRYPOINT ["java", "-XX:AOTCache=/weir/service.aot", "-XX:MaxRAMPercentage=35", "-XX:+ExitOnOutOfMemoryError", "--add-opens=java.base/java.nio=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED", "-jar", "/weir/service.jar"]

FROM runtime AS lineage-service
LABEL org.opencontainers.image.title="Weir lineage-service"
# Below the one folder that may be written, not below the program.
ENV WEIR_LINEAGE_OBJECTS_FOLDER=/var/lib/weir/objects
COPY --from=layers /layers/lineage-service/dependencies/ ./
COPY --from=layers /layers/lineage-service/snapshot-dependencies/ ./
COPY --from=layers /layers/lineage-service/application/ ./
RUN ["java", "-XX:AOTCacheOutput=/weir/service.aot", "-Xlog:disable", "-Xlog:all=error:stderr", "-Dspring.context.exit=onRefresh", "--add-opens=java.base/java.nio=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED", "-jar", "/weir/service.jar", "--spring.flyway.enabled=false", "--spring.data.jdbc.dialect=postgresql", "--spring.datasource.url=jdbc:postgresql://127.0.0.1:9/none"]
COPY --from=build /src/lineage-service/target/classes/META-INF/sbom/application.cdx.json ./sbom.json
USER 65532:65532
EXPOSE 8083
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-cp", "/weir/service.jar", "io.weir.support.probe.HealthProbe", "8083"]
ENTRYPOINT ["java", "-XX:AOTCache=/weir/service.aot", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "--add-opens=java.base/java.nio=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED", "-jar", "/weir/service.jar"]

FROM runtime AS platform-api
LABEL org.opencontainers.image.title="Weir platform-api"
COPY --from=layers /layers/platform-api/dependencies/ ./
COPY --from=layers /layers/platform-api/snapshot-dependencies/ ./
COPY --from=layers /layers/platform-api/application/ ./
RUN ["java", "-XX:AOTCacheOutput=/weir/service.aot", "-Xlog:disable", "-Xlog:all=error:stderr", "-Dspring.context.exit=onRefresh", "--add-opens=java.base/java.nio=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED", "-jar", "/weir/service.jar", "--spring.flyway.enabled=false", "--spring.data.jdbc.dialect=postgresql", "--spring.datasource.url=jdbc:postgresql://127.0.0.1:9/none"]
COPY --from=build /src/platform-api/target/classes/META-INF/sbom/application.cdx.json ./sbom.json
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-cp", "/weir/service.jar", "io.weir.support.probe.HealthProbe", "8080"]
ENTRYPOINT ["java", "-XX:AOTCache=/weir/service.aot", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "--add-opens=java.base/java.nio=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED", "-jar", "/weir/service.jar"]
