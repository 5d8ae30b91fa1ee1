package artigrid_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"artigrid.dev/client"
)

func Example() {
	client, err := artigrid.NewClient(artigrid.WithEnv())
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	ctx := context.Background()
	spec := artigrid.NewArtifact{Filename: "notes.txt", Meta: map[string]any{"project": "x"}}
	kept, err := client.Artifacts.Upload(ctx, artigrid.FromReader(strings.NewReader("remember the milk")), spec)
	if err != nil {
		log.Fatal(err)
	}
	content, err := client.Artifacts.Download(ctx, kept.ID)
	if err != nil {
		log.Fatal(err)
	}
	defer content.Close()
	if _, err := io.Copy(os.Stdout, content); err != nil {
		log.Fatal(err)
	}
}

func ExampleError() {
	client, err := artigrid.NewClient(artigrid.WithEnv())
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	_, err = client.Artifacts.Get(context.Background(), "00000000-0000-7000-8000-000000000000")
	switch {
	case errors.Is(err, artigrid.Expired):
		fmt.Println("it was there")
	case errors.Is(err, artigrid.NotFound):
		fmt.Println("it is not there")
	case err != nil:
		log.Fatal(err)
	}
}
