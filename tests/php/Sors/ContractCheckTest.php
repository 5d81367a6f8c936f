<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors;

use PHPUnit\Framework\TestCase;
use SorsApi\Sentence;
use SorsApi\Sors\Check\ContractCheck;
use SorsApi\Sors\Check\LastAnswer;
use SorsApi\Sors\Http\Key;
use SorsApi\Tests\Site\ContractInHand;

'cli' === PHP_SAPI || exit;

/** What the check tells of answers, and how long it goes on asking. Against a server: Integration/Sors/ContractCheckTest. */
final class ContractCheckTest extends TestCase {

	private FakeTransport $server;

	private function check( float $secondsEach = 0.1 ): array {
		$answer     = new LastAnswer( $this->server );
		$connection = ContractInHand::connection( Fixture::contract(), $answer, new Key( Fixture::KEY ) );
		$now        = 0.0;
		$clock      = static function () use ( &$now, $secondsEach ): float {
			$now += $secondsEach;
			return $now;
		};
		return Sentence::allShown( ( new ContractCheck( $connection, $answer, '2.0.0', $clock ) )->run( 'Demo2' ) );
	}

	protected function setUp(): void {
		$this->server = new FakeTransport();
	}

	public function testNothingIsLeftOutThatCanBeRead(): void {
		foreach ( array_keys( Fixture::example()['operations'] ) as $name ) {
			$operation = Fixture::contract()->operation( $name );
			self::assertSame( ! $operation->isWrite(), isset( ContractCheck::READS[ $name ] ), $name );
		}
	}

	public function testAfterHalfAMinuteNothingMoreIsAsked(): void {
		foreach ( ContractCheck::READS as $ignored ) {
			$this->server->willSucceed( [] );
		}
		$found = $this->check( 9.0 );
		self::assertSame( [ 'empty', 'empty', 'empty', 'not_asked' ], array_slice( array_column( $found['operations'], 'state' ), 0, 4 ) );
		self::assertSame( 'Not asked any more: the answers took too long.', $found['operations'][10]['message'] );
		self::assertFalse( $found['ok'] );
		self::assertCount( 3, $this->server->sent );
		self::assertSame( [ 8 ], array_values( array_unique( array_column( $this->server->sent, 'timeoutSeconds' ) ) ) );
	}

	public function testAnAnswerIsDescribedByNamesAndTypes(): void {
		$this->server->willAnswer(
			[
				'uspeh'      => true,
				'lista'      => [
					[ 'naziv' => 'Petar', 'cena' => '1.290,00', 'dan' => '24.11.2026', 'kolicina' => 2.5 ],
					[ 'naziv' => null, 'cena' => '90,00', 'kolicina' => 2, 'stavke' => [] ],
				],
				'Petar Prvi' => 1,
				'0641234567' => '',
			]
		);
		foreach ( array_slice( ContractCheck::READS, 1 ) as $ignored ) {
			$this->server->willSucceed( [] );
		}
		$databases = $this->check()['operations'][0];
		self::assertSame( 'The envelope is another one: the answer has no success, data.', $databases['message'] );
		self::assertSame( 'status 200, {"uspeh": true or false, "lista": list of 2: {"naziv": text or null, "cena": text like "9.999,99", "dan" (not in each): text like "99.99.9999", "kolicina": number or whole number, "stavke" (not in each): empty list or object}, "(10 characters)": whole number or empty text}', $databases['answer'] );
	}

	public function testAFieldWithinALineIsNamedAndSoIsOneThatIsMissing(): void {
		$this->server->willSucceed( [ 7 ] )->willSucceed( [ [ 'name' => 'Petar' ] ] )->willSucceed( 'Petar' )->willSucceed( [] )->willSucceed( [] )->willSucceed( [] );
		$this->server->willSucceed(
			[
				[ 'id' => '1', 'lines' => [ [ 'quantity' => 1 ] ] ],
				[ 'id' => '2', 'lines' => [ [ 'quantity' => 1 ], [ 'quantity' => [ 'x' => 'Petar' ] ] ] ],
			]
		);
		$this->server->willSucceed( [ [ 'note' => 'Petar' ] ] );
		$found     = array_column( $this->check()['operations'], null, 'operation' );
		$documents = $found['listDocuments'];
		self::assertSame( [ 'fails', 'document.lines[].quantity', 'In record 2, lines[].quantity should be decimal, but is {"x": text}.' ], [ $documents['state'], $documents['field'], $documents['message'] ] );
		self::assertSame( [ 'fails', 'document.id/number', 'Record 1 has no id/number.' ], [ $found['findDocuments']['state'], $found['findDocuments']['field'], $found['findDocuments']['message'] ] );
		self::assertSame( 'not_asked', $found['getDocument']['state'] );
		self::assertSame( 'In record 1, database should be object, but is whole number.', $found['listDatabases']['message'] );
		self::assertSame( [ 'businessUnit.id', 'Record 1 has no id.' ], [ $found['listBusinessUnits']['field'], $found['listBusinessUnits']['message'] ] );
		self::assertSame( 'A list should come, but something else does.', $found['listProductGroups']['message'] );
	}
}
