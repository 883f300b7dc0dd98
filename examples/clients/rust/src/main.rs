//! Runs a container and prints what it says: bollard, as it is on crates.io, against whatever DOCKER_HOST names.

use bollard::models::ContainerCreateBody;
use bollard::query_parameters::{
    CreateContainerOptions, CreateImageOptionsBuilder, LogsOptionsBuilder, RemoveContainerOptionsBuilder,
    StartContainerOptions, WaitContainerOptions,
};
use bollard::Docker;
use futures_util::TryStreamExt;

#[tokio::main]
async fn main() -> Result<(), bollard::errors::Error> {
    let docker = Docker::connect_with_defaults()?;

    let wanted = CreateImageOptionsBuilder::default().from_image("alpine").tag("latest").build();
    docker.create_image(Some(wanted), None, None).try_collect::<Vec<_>>().await?;

    let settings = ContainerCreateBody {
        image: Some("alpine".into()),
        cmd: Some(vec!["echo".into(), "hello world".into()]),
        ..Default::default()
    };
    let made = docker.create_container(None::<CreateContainerOptions>, settings).await?;
    docker.start_container(&made.id, None::<StartContainerOptions>).await?;
    docker.wait_container(&made.id, None::<WaitContainerOptions>).try_collect::<Vec<_>>().await?;

    let output = LogsOptionsBuilder::default().stdout(true).build();
    for line in docker.logs(&made.id, Some(output)).try_collect::<Vec<_>>().await? {
        print!("{line}");
    }
    let force = RemoveContainerOptionsBuilder::default().force(true).build();
    docker.remove_container(&made.id, Some(force)).await
}
