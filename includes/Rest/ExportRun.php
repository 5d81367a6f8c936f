<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Settings\Access;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Sync\Reports\DifferenceCsv;

/**
 * `GET runs/{id}/items.csv`: all that a run found and did, as a file.
 *
 * The only route that answers no JSON: the file is sent piece by piece, since
 * it may be larger than the memory. A link needs `_wpnonce` in its query.
 */
final class ExportRun {

	private Runs $runs;

	public function __construct( Runs $runs ) {
		$this->runs = $runs;
	}

	public function register(): void {
		register_rest_route(
			Access::ROUTES,
			'/runs/(?P<id>[1-9][0-9]{0,15})/items\.csv',
			[
				'methods'             => 'GET',
				'permission_callback' => static fn(): bool => current_user_can( Access::CAPABILITY ),
				'callback'            => [ $this, 'respond' ],
			]
		);
	}

	/**
	 * @param \WP_REST_Request<array<string, mixed>> $request
	 *
	 * @return \WP_REST_Response|\WP_Error
	 */
	public function respond( \WP_REST_Request $request ) {
		$id  = is_numeric( $request['id'] ) ? (int) $request['id'] : 0;
		$run = $this->runs->get( $id );
		if ( null === $run ) {
			return Failure::fromException( Failure::notFound( __( 'There is no such run. Its history may have been cleared: runs are kept for 30 days.', 'sors-api-for-woocommerce' ) ) );
		}
		$response = new \WP_REST_Response();
		$response->header( 'Content-Type', 'text/csv; charset=utf-8' );
		$response->header( 'Content-Disposition', sprintf( 'attachment; filename="sors-%s-%d.csv"', $run->kind, $id ) );
		add_filter(
			'rest_pre_serve_request',
			function ( $served, $result ) use ( $response, $id ) {
				if ( $result !== $response ) {
					return $served;
				}
				foreach ( DifferenceCsv::ofRun( $this->runs, $id ) as $piece ) {
					echo $piece; // phpcs:ignore WordPress.Security.EscapeOutput -- A file, not a page.
				}
				return true;
			},
			10,
			2
		);
		return $response;
	}
}
