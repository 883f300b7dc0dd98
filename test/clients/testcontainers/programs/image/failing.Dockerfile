FROM alpine
RUN echo before && false
