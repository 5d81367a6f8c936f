<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

/** An HTTP server on this machine that answers nobody before so many have asked. What it answers at an address is given byte by byte. */
final class CrowdServer {

	/** Plain functions only: it runs without WordPress. */
	private const SERVER = '
		list( , $folder, $crowd, $host ) = $argv;
		$server = stream_socket_server( "tcp://$host:0" );
		echo stream_socket_get_name( $server, false ), "\n";
		while ( true ) {
			$asked = [];
			while ( count( $asked ) < (int) $crowd ) {
				$client = @stream_socket_accept( $server, 60 );
				if ( false === $client ) {
					continue;
				}
				$request = "";
				while ( ! preg_match( "/\r\n\r\n/", $request ) && "" !== ( $part = (string) fread( $client, 8192 ) ) ) {
					$request .= $part;
				}
				file_put_contents( "$folder/seen", $request, FILE_APPEND );
				$asked[] = [ $client, basename( explode( " ", $request )[1] ?? "" ) ];
			}
			foreach ( array_reverse( $asked ) as list( $client, $name ) ) {
				@fwrite( $client, (string) file_get_contents( "$folder/$name.answer" ) );
				fclose( $client );
			}
		}';

	public string $url;
	private string $folder;

	private Child $process;

	/** @param array<string, string> $answers Last part of the address => all that is sent. */
	public function __construct( int $crowd, array $answers, string $host = '127.0.0.1' ) {
		$this->folder = sys_get_temp_dir() . '/sors-crowd-' . bin2hex( random_bytes( 6 ) );
		mkdir( $this->folder );
		touch( $this->folder . '/seen' );
		foreach ( $answers as $name => $answer ) {
			file_put_contents( "$this->folder/$name.answer", $answer );
		}
		$this->process = Child::start( [ PHP_BINARY, '-r', self::SERVER, '--', $this->folder, (string) $crowd, $host ] );
		$this->url     = 'http://' . $this->process->line();
	}

	/** All requests that came by now, one after another: those of a crowd of one are taken in turn, ours after them. */
	public function seen(): string {
		$last = @file_get_contents( "$this->url/last", false, stream_context_create( [ 'http' => [ 'timeout' => 5 ] ] ) );
		unset( $last );
		return (string) preg_replace( '~GET /last .*~s', '', (string) file_get_contents( $this->folder . '/seen' ) );
	}

	public function stop(): void {
		$this->process->stop();
		array_map( 'unlink', (array) glob( $this->folder . '/*' ) );
		rmdir( $this->folder );
	}
}
