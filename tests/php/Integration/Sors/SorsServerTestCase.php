<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sors;

use SorsApi\Settings\ApiKey;
use SorsApi\Sors\Api;
use SorsApi\Sors\Connection;
use SorsApi\Sors\Http\WordPressTransport;
use SorsApi\Sors\SorsError;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** Our client against the SORS server of tests/sors, over WordPress' own HTTP. Contract, address and key are the site's. */
abstract class SorsServerTestCase extends StoreTestCase {

	protected const DATABASE = 'Demo2';

	protected static function api( int $timeoutSeconds = 10 ): Api {
		return new Api( new Connection( dirname( SORS_API_FILE ) . '/contract/sors-api.json', new WordPressTransport( SORS_API_VERSION ), new ApiKey(), $timeoutSeconds ) );
	}

	/** @param string|string[]|null $operation */
	protected function fault( array $action, $operation = null, ?int $times = 1 ): void {
		$rule = [ 'action' => $action, 'times' => $times ];
		if ( null !== $operation ) {
			$rule['operation'] = $operation;
		}
		$this->sors->post( 'faults', [ 'rules' => [ $rule ] ] );
	}

	protected static function failure( callable $work ): SorsError {
		return self::thrown( $work, SorsError::class );
	}


	/**
	 * All of a list that comes in pages.
	 *
	 * @template T
	 *
	 * @param callable(?string): \SorsApi\Sors\Page<T> $page
	 *
	 * @return list<T>
	 */
	protected static function all( callable $page ): array {
		$items  = [];
		$cursor = null;
		do {
			$found  = $page( $cursor );
			$items  = array_merge( $items, $found->items );
			$cursor = $found->next;
		} while ( null !== $cursor );
		return $items;
	}
}
