<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

/** An HTTPS server on this machine whose certificate nobody has signed. It answers everything with {}, and keeps what reached it. */
final class SelfSignedServer {

	/** Plain functions only: it runs without WordPress. */
	private const SERVER = '
		list( , $certificate, $seen ) = $argv;
		$server = stream_socket_server( "tls://127.0.0.1:0", $code, $words, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN, stream_context_create( [ "ssl" => [ "local_cert" => $certificate ] ] ) );
		echo stream_socket_get_name( $server, false ), "\n";
		while ( true ) {
			$client = @stream_socket_accept( $server, 60 );
			if ( false === $client ) {
				continue;
			}
			stream_set_timeout( $client, 1 );
			$request = "";
			while ( ! preg_match( "/\r\n\r\n(.*\})?$/s", $request ) && "" !== ( $part = (string) fread( $client, 8192 ) ) ) {
				$request .= $part;
			}
			file_put_contents( $seen, $request, FILE_APPEND );
			fwrite( $client, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}" );
			fclose( $client );
		}';

	public string $url;
	private string $folder;

	private Child $process;

	/** @param string $name Whom the certificate names. */
	public function __construct( string $name = '127.0.0.1' ) {
		$this->folder = sys_get_temp_dir() . '/sors-tls-' . bin2hex( random_bytes( 6 ) );
		mkdir( $this->folder );
		$key         = openssl_pkey_new( [ 'private_key_bits' => 2048 ] );
		$certificate = openssl_csr_sign( openssl_csr_new( [ 'commonName' => $name ], $key ), null, $key, 1 );
		openssl_x509_export( $certificate, $public );
		openssl_pkey_export( $key, $private );
		file_put_contents( $this->folder . '/public.pem', $public );
		file_put_contents( $this->folder . '/certificate.pem', $public . $private );
		touch( $this->folder . '/seen' );
		$this->process = Child::start( [ PHP_BINARY, '-r', self::SERVER, '--', $this->folder . '/certificate.pem', $this->folder . '/seen' ] );
		$this->url     = 'https://' . $this->process->line();
	}

	/** File of all that whoever trusts this server has to trust. */
	public function certificate(): string {
		return $this->folder . '/public.pem';
	}

	/** All that arrived, unencrypted. */
	public function seen(): string {
		return (string) file_get_contents( $this->folder . '/seen' );
	}

	public function stop(): void {
		$this->process->stop();
		array_map( 'unlink', (array) glob( $this->folder . '/*' ) );
		rmdir( $this->folder );
	}
}
