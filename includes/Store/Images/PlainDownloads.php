<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

/** Through WordPress' HTTP API, one at a time, for sites without cURL and behind a proxy. */
final class PlainDownloads {

	private string $version;

	public function __construct( string $version ) {
		$this->version = $version;
	}

	public function fetch( Download $download, ImageUrl $url ): void {
		$headers = [];
		foreach ( $download->headers() as $header ) {
			list( $name, $value ) = explode( ': ', $header, 2 );
			$headers[ $name ]     = $value;
		}
		$download->file = ImageFile::temporary();
		$response       = wp_remote_get(
			$url->url,
			[
				'headers'             => $headers,
				'timeout'             => Downloader::TIMEOUT,
				'redirection'         => 0,
				'stream'              => true,
				'filename'            => $download->file,
				'limit_response_size' => ImageFile::MOST_BYTES + 1,
				'reject_unsafe_urls'  => ! $url->isOfSors,
				'user-agent'          => 'SORS-API-for-WooCommerce/' . $this->version,
			]
		);
		if ( is_wp_error( $response ) ) {
			/* translators: %s: technical message */
			$download->fail( sprintf( __( 'it could not be fetched (%s)', 'sors-api-for-woocommerce' ), $response->get_error_message() ) );
			return;
		}
		$etag     = wp_remote_retrieve_header( $response, 'etag' );
		$modified = wp_remote_retrieve_header( $response, 'last-modified' );
		$download->settle( (int) wp_remote_retrieve_response_code( $response ), is_string( $etag ) ? $etag : '', is_string( $modified ) ? $modified : '' );
		if ( '' !== $download->file && (int) filesize( $download->file ) > ImageFile::MOST_BYTES ) {
			$download->fail( Download::tooLarge() );
		}
	}
}
