<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Overview\SupportFile;
use SorsApi\Settings\Access;

/** `GET support`: a plain text, as a file. */
final class SupportController {

	private SupportFile $file;

	public function __construct( SupportFile $file ) {
		$this->file = $file;
	}

	public function registerRoutes(): void {
		register_rest_route(
			Access::ROUTES,
			'/support',
			[
				'methods'             => 'GET',
				'permission_callback' => static fn(): bool => current_user_can( Access::CAPABILITY ),
				'callback'            => [ $this, 'respond' ],
			]
		);
	}

	public function respond(): \WP_REST_Response {
		$text     = $this->file->make();
		$response = new \WP_REST_Response( $text );
		$response->header( 'Content-Type', 'text/plain; charset=utf-8' );
		$response->header( 'Content-Disposition', sprintf( 'attachment; filename="%s"', SupportFile::fileName() ) );
		add_filter(
			'rest_pre_serve_request',
			static function ( $served, $result ) use ( $response, $text ) {
				if ( $result !== $response ) {
					return $served;
				}
				echo $text; // phpcs:ignore WordPress.Security.EscapeOutput -- A file, not a page.
				return true;
			},
			10,
			2
		);
		return $response;
	}
}
