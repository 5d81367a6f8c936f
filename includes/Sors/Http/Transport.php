<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/** The way to the server. It sends once, follows no redirect and never tries again by itself. */
interface Transport {

	/**
	 * @return Response With any status.
	 *
	 * @throws TransportFailed When no whole answer came.
	 */
	public function send( Request $request ): Response;
}
