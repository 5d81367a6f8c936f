<?php
declare( strict_types=1 );

function seededFile(): void {
	file_put_contents( '/tmp/' . wp_unslash( $_POST['file'] ), 'x' ); // found: TaintedFile
	file_put_contents( '/tmp/' . sanitize_file_name( wp_unslash( $_POST['file'] ) ), 'x' );
}
