<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/** One of several transfers that run at once in cURL. */
interface Transfer {

	/** @return resource Since PHP 8 an object. */
	public function handle();

	/** @param int $result One of CURLE_*. */
	public function close( int $result ): void;
}
