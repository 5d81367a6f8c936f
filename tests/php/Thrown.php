<?php
declare( strict_types=1 );

namespace SorsApi\Tests;

use PHPUnit\Framework\Assert;

final class Thrown {

	/**
	 * What has to be thrown.
	 *
	 * @template T of \Throwable
	 *
	 * @param class-string<T> $class
	 *
	 * @return T
	 */
	public static function by( callable $do, string $class ): \Throwable {
		try {
			$do();
		} catch ( \Throwable $thrown ) {
			if ( $thrown instanceof $class ) {
				return $thrown;
			}
			throw $thrown;
		}
		Assert::fail( "No $class was thrown." );
	}
}
