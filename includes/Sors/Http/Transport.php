<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/** The way to the server. It sends a request once, follows no redirect and never tries again on its own. */
interface Transport {

	/**
	 * @return Response With any status.
	 *
	 * @throws TransportFailed When no whole response came.
	 */
	public function send( Request $request ): Response;
}
