<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use SorsApi\Sors\Connection;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Http\KeySource;
use SorsApi\Sors\Http\Transport;

/** A connection whose contract has been read already. */
final class ContractInHand {

	public static function connection( Contract $contract, Transport $transport, KeySource $keys ): Connection {
		$connection = new Connection( '', $transport, $keys );
		$address    = new \ReflectionMethod( $connection, 'address' );
		$address->setAccessible( true );
		foreach ( [ 'contract' => $contract, 'baseUrl' => $address->invoke( null, $contract ) ] as $name => $value ) {
			$property = new \ReflectionProperty( $connection, $name );
			$property->setAccessible( true );
			$property->setValue( $connection, $value );
		}
		return $connection;
	}
}
